using System.CommandLine;
using System.Text;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Training;
using ClipGrid.Cli.Training.Options;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Tests.Training;

/// <summary>Options of a training as they are typed, and what they make of a specification.</summary>
internal static class TypedOptions
{
    public static SessionSpecification Blank { get; } = UsualSpecification.Value with { Dataset = DatasetRef.Parse("pets") };

    public static SessionSpecification Apply(string line, SessionSpecification? start = null)
    {
        TrainOptions options = new(new ModelOptions());
        RootCommand command = [.. options.All];
        ParseResult parsed = command.Parse(Words(line));
        if (parsed.Errors.Count > 0)
            throw new InvalidOperationException(parsed.Errors[0].Message);
        CommandRun run = new(new CliConsole { Output = TextWriter.Null, Error = TextWriter.Null }, parsed, new ClipGridClientOptions(), isJson: false);
        return options.Apply(run, start ?? Blank);
    }

    // As a shell does: quotes hold a word together, a backslash in them takes the next character as it is.
    private static List<string> Words(string line)
    {
        List<string> words = [];
        StringBuilder? word = null;
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
                (isQuoted, word) = (!isQuoted, word ?? new StringBuilder());
            else if (line[i] == ' ' && !isQuoted)
            {
                if (word is not null)
                    words.Add(word.ToString());
                word = null;
            }
            else
                (word ??= new StringBuilder()).Append(line[i] == '\\' && isQuoted ? line[++i] : line[i]);
        }
        if (word is not null)
            words.Add(word.ToString());
        return words;
    }

    public static string Shown(SessionSpecification specification) => string.Join(' ', new TrainOptions(new ModelOptions()).Shown(specification));
}
