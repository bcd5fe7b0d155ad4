using System.Collections.Concurrent;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>What was answered to each question the first time: each later answer has to be the same.</summary>
internal sealed class AnswerLedger
{
    private readonly ConcurrentDictionary<string, string> _answers = new(StringComparer.Ordinal);

    /// <summary>Notes the first answer to a question, and holds each further one against it.</summary>
    public void Check(string question, string answer) => Assert.Equal(_answers.GetOrAdd(question, answer), answer);
}
