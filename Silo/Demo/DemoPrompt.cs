using ClipGrid.Model.Tokenization;
using ClipGrid.Silo.Hosting;

namespace ClipGrid.Silo.Demo;

/// <summary>Answers typed queries until an empty line, the end of the input or Ctrl+C.</summary>
internal sealed class DemoPrompt(DemoIndex index, SiloConsole console)
{
    /// <summary>Asks and answers; being cancelled is an end like the others.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        console.Output.WriteLine("Type what you look for; an empty line ends the demo.");
        try
        {
            while (await ReadAsync(cancel) is { } query && !string.IsNullOrWhiteSpace(query))
                await AnswerAsync(query, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            console.Output.WriteLine();
        }
    }

    // A console is read on the calling thread whatever the method is called: another thread waits for the line, and ends with the process.
    private async Task<string?> ReadAsync(CancellationToken cancel)
    {
        console.Output.Write("query> ");
        console.Output.Flush();
        string? line = await Task.Run(console.Input.ReadLine, CancellationToken.None).WaitAsync(cancel);
        if (line is null || !console.IsTyped)
            console.Output.WriteLine(line);
        return line;
    }

    private async Task AnswerAsync(string query, CancellationToken cancel)
    {
        try
        {
            DemoTable.Write(await index.SearchAsync(query, DemoTable.HitCount, cancel), console.Output);
        }
        catch (CaptionTooLongException e)
        {
            console.Output.WriteLine(e.Message);
        }
    }
}
