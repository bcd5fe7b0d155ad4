using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Cluster.Members;

internal sealed partial class KeptMemberTable
{
    [LoggerMessage(1, LogLevel.Critical, "The list of silos was emptied or set back while this silo serves. It puts back the {Count} rows that it knows; silos that start before that are refused. Find out who did it: a Redis without a disk that was started anew, a database that was restored.")]
    private partial void LogLost(int count);

    [LoggerMessage(2, LogLevel.Warning, "The list of silos is whole again, with {Count} rows.")]
    private partial void LogPutBack(int count);
}
