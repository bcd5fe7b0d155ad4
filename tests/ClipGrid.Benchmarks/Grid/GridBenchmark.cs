namespace ClipGrid.Benchmarks.Grid;

/// <summary>What the grid costs beside the bare work: each part measures both in turns, in one silo in this process.</summary>
internal sealed class GridBenchmark(TextWriter output)
{
    /// <summary>Many who search at once.</summary>
    internal async Task RunLoadAsync(TimeSpan length)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("clipgrid-bench-");
        try
        {
            await using BenchSilo silo = await BenchSilo.StartAsync(folder.FullName, LoadPart.PartitionCount);
            await new LoadPart(silo, length, output).RunAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal async Task RunAsync(bool withSearchAndEmbedding)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("clipgrid-bench-");
        try
        {
            await using BenchSilo silo = await BenchSilo.StartAsync(folder.FullName);
            if (withSearchAndEmbedding)
            {
                await new SearchPart(silo, output).RunAsync();
                await new EmbeddingPart(silo, output).RunAsync();
            }
            await new SessionPart(silo, output).RunAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
