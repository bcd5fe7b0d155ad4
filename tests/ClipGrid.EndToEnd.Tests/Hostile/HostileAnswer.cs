using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>What an answer to a hostile request must be like.</summary>
internal static class HostileAnswer
{
    private static readonly string[] Insides = ["   at ", "System.", "Microsoft.", "Orleans.", "Newtonsoft", "StackTrace", "Object reference", "NullReference", GuardedFolder.Secret];

    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="text">Its body.</param>
    /// <param name="isForPrograms">Whether a refusal has to be problem details.</param>
    public static string? Fault(HttpResponseMessage answer, string text, bool isForPrograms)
    {
        int status = (int)answer.StatusCode;
        // A machine that is short of memory says when to come back.
        if (status >= 500 && !(status == 503 && answer.Headers.RetryAfter is not null))
            return $"{status}: {Short(text)}";
        // What Kestrel refuses before the application has seen it has neither headers nor a body.
        if (!answer.Headers.Contains("X-Content-Type-Options"))
            return status is 400 or 408 or 413 or 414 or 431 or 505 && text.Length == 0 ? null : $"{status} without guards: {Short(text)}";
        if (status < 400)
            return null;
        if (Insides.FirstOrDefault(word => text.Contains(word, StringComparison.Ordinal)) is { } inside && isForPrograms)
            return $"{status} tells of the inside (\"{inside}\"): {Short(text)}";
        return isForPrograms && answer.RequestMessage!.Method != HttpMethod.Head ? ProblemFault(answer.StatusCode, text) : null;
    }

    private static string? ProblemFault(HttpStatusCode status, string text)
    {
        try
        {
            JsonNode problem = JsonNode.Parse(text)!;
            // OpenAI's shape, or problem details.
            string? words = (string?)(problem["error"]?["message"] ?? problem["detail"]);
            if (string.IsNullOrWhiteSpace(words))
                return $"{status} without a sentence: {Short(text)}";
            if (words.Any(c => char.IsControl(c)))
                return $"{status} with control characters: {Short(text)}";
            return words.Length is > 15 and <= 2_000 && words.Contains(' ', StringComparison.Ordinal) ? null : $"{status} with what is no sentence: {Short(words)}";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return $"{status} without problem details: {Short(text)}";
        }
    }

    private static string Short(string text) => text.Length > 400 ? $"{text[..400]}…" : text;
}
