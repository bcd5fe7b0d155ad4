using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>Which sessions a list shows and in which order. It lies in the page's address.</summary>
internal sealed record SessionQuery
{
    /// <summary>What an order may be named by.</summary>
    public static readonly IReadOnlyList<string> Orders = ["created", "session", "state", "progress", "loss", "dataset", "model"];

    /// <summary>Words that must all occur in the id, note, tags, data set or model; upper and lower case are the same.</summary>
    public string Text { get; init; } = "";

    /// <summary>The state, or null for all.</summary>
    public SessionState? State { get; init; }

    /// <summary>One of <see cref="Orders"/>.</summary>
    public string Order { get; init; } = "created";

    /// <summary>Largest, newest or last first.</summary>
    public bool IsDescending { get; init; } = true;

    /// <summary>The query of an address; what it does not name or what cannot be is as usual.</summary>
    public static SessionQuery Parse(string? text, string? state, string? order)
    {
        string name = (order ?? "-created").TrimStart('-');
        bool isOne = Orders.Contains(name);
        return new SessionQuery
        {
            Text = text ?? "",
            State = Enum.GetValues<SessionState>().Cast<SessionState?>().FirstOrDefault(one => string.Equals($"{one}", state, StringComparison.OrdinalIgnoreCase)),
            Order = isOne ? name : "created",
            IsDescending = !isOne || (order ?? "-").StartsWith('-'),
        };
    }

    /// <summary>What an address says for it: only what is not as usual.</summary>
    public IReadOnlyDictionary<string, object?> Address() => new Dictionary<string, object?>
    {
        ["q"] = Text.Length == 0 ? null : Text,
        ["state"] = State is { } state ? $"{state}".ToLowerInvariant() : null,
        ["order"] = Order == "created" && IsDescending ? null : $"{(IsDescending ? "-" : "")}{Order}",
    };

    /// <summary>The sessions that fit, in order.</summary>
    public IReadOnlyList<SessionInfo> Apply(IEnumerable<SessionInfo> sessions)
    {
        string[] words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        IEnumerable<SessionInfo> fitting = sessions.Where(session => (State is null || session.State == State) && words.All(word => Has(session, word)));
        IOrderedEnumerable<SessionInfo> ordered = Order switch
        {
            "session" => Sort(fitting, session => session.Id.Value),
            "state" => Sort(fitting, session => $"{session.State}"),
            "progress" => Sort(fitting, SessionWords.Share),
            // Those without a number come last, whichever way.
            "loss" => Sort(fitting.OrderBy(session => Loss(session) is null), Loss),
            "dataset" => Sort(fitting, session => session.Specification.Dataset.ToString()),
            "model" => Sort(fitting, session => session.Specification.Publish.Value),
            _ => Sort(fitting, session => session.CreatedAt),
        };
        return [.. ordered.ThenByDescending(session => session.CreatedAt).ThenBy(session => session.Id.Value, StringComparer.Ordinal)];
    }

    private static double? Loss(SessionInfo session) => session.Last is { Loss: var loss } && double.IsFinite(loss) ? loss : null;

    private IOrderedEnumerable<SessionInfo> Sort<T>(IOrderedEnumerable<SessionInfo> sessions, Func<SessionInfo, T> by) =>
        IsDescending ? sessions.ThenByDescending(by) : sessions.ThenBy(by);

    private IOrderedEnumerable<SessionInfo> Sort<T>(IEnumerable<SessionInfo> sessions, Func<SessionInfo, T> by) =>
        IsDescending ? sessions.OrderByDescending(by) : sessions.OrderBy(by);

    private static bool Has(SessionInfo session, string word)
    {
        SessionSpecification trained = session.Specification;
        string[] texts = [session.Id.Value, trained.Note ?? "", trained.Dataset.ToString(), trained.Publish.Value, .. trained.Tags];
        return texts.Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
