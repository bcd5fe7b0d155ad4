# syntax=docker/dockerfile:1
# The web tier: pages and HTTP API, a client of a grid. Build it in the repository's folder; see README.md.
# Digests are given by whoever builds, so that a build can be repeated; pin.sh finds them.
ARG SDK_DIGEST
ARG RUNTIME_DIGEST

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble@${SDK_DIGEST} AS build
WORKDIR /source
COPY .editorconfig global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY infra/build infra/build
COPY Contracts Contracts
COPY Dashboard Dashboard
RUN dotnet publish Dashboard --configuration Release --output /app -p:RunAnalyzers=false -p:UseSharedCompilation=false

# No shell, no package manager; ca-certificates, libssl and libstdc++ are in it.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled@${RUNTIME_DIGEST}
WORKDIR /app
COPY --from=build /app .
COPY LICENSE .
# The port of the base image's own variable would only be warned of.
ENV ASPNETCORE_HTTP_PORTS= \
    ClipGrid__HttpAddress=* \
    ClipGrid__MonitorAddress=* \
    ClipGrid__MonitorPort=9090
EXPOSE 8080 9090
VOLUME /tmp
USER 1654
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=3 CMD ["dotnet", "ClipGrid.Dashboard.dll", "--probe", "live"]
ENTRYPOINT ["dotnet", "ClipGrid.Dashboard.dll"]
