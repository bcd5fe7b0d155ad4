using ClipGrid.Contracts.Client;
using Microsoft.Extensions.Options;

namespace ClipGrid.Contracts.Tls;

/// <summary>The files for TLS of a host's client.</summary>
internal sealed class ClientTls(IOptions<ClipGridClientOptions> options, TimeProvider time)
{
    /// <summary>The files, or null: the client speaks no TLS.</summary>
    public GridTls? Files { get; } = options.Value.TlsFolder is { } folder ? GridTls.OfClient(folder, options.Value.TlsSiloName, time) : null;

    /// <summary>What it and whoever answers it last disagreed about, or null.</summary>
    public TlsFinding? Finding { get; set; }
}
