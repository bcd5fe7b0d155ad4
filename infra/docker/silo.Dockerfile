# syntax=docker/dockerfile:1
# A silo that computes on processors. Build it in the repository's folder; see README.md.
# Digests are given by whoever builds, so that a build can be repeated; pin.sh finds them.
ARG SDK_DIGEST
ARG RUNTIME_DIGEST

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble@${SDK_DIGEST} AS build
WORKDIR /source
COPY .editorconfig global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY infra/build infra/build
COPY infra/postgresql infra/postgresql
COPY Contracts Contracts
COPY Model Model
COPY Grains Grains
COPY Dashboard Dashboard
COPY Silo Silo
RUN dotnet publish Silo --configuration Release --output /app -p:Torch=cpu -p:RunAnalyzers=false -p:UseSharedCompilation=false
RUN mkdir /data

# No shell, no package manager. Ubuntu 24.04 has glibc 2.39 and the libstdc++ of GCC 14: all that torch's library asks for.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled@${RUNTIME_DIGEST}
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=1654:1654 /data /data
COPY LICENSE .
# The port of the base image's own variable would only be warned of.
ENV ASPNETCORE_HTTP_PORTS= \
    ClipGrid__DataFolder=/data \
    ClipGrid__HttpAddress=* \
    ClipGrid__MonitorAddress=* \
    ClipGrid__MonitorPort=9090
EXPOSE 8080 9090 11111 30000
VOLUME /data /tmp
USER 1654
HEALTHCHECK --interval=15s --timeout=10s --start-period=120s --retries=4 CMD ["dotnet", "ClipGrid.Silo.dll", "--probe", "live"]
ENTRYPOINT ["dotnet", "ClipGrid.Silo.dll"]
