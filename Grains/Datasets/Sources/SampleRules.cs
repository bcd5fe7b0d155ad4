using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>
/// What a sample of any format must keep to. Captions are trimmed, empty ones and repetitions dropped; a caption, label, key or metadata
/// text with a control character other than tab and line breaks is refused whole, for nobody can say what was meant.
/// </summary>
internal sealed class SampleRules(IngestOptions options)
{
    private const int LongestKey = 512;
    private const int LongestLabel = 512;
    private const int MostCaptions = 100;
    private const int LongestLine = 1000;

    /// <summary>Largest picture file in bytes.</summary>
    public long MaxPictureBytes => options.MaxPictureBytes;

    /// <summary>A refusal as a sample. Lists and logs show it, so whatever the source wrote into it becomes one readable line.</summary>
    public static SourceSample Refuse(string where, string? key, SampleProblem problem)
    {
        var refusal = new RefusedSample { Where = Line(where), Key = key is null ? null : Line(key), Reason = problem.Reason, Message = Line(problem.Message) };
        return new SourceSample { Where = refusal.Where, Key = refusal.Key, Refusal = refusal };
    }

    /// <summary>The sample without its picture, or its refusal.</summary>
    public SourceSample Judge(RawSample raw)
    {
        string? key = raw.Key is { Length: > 0 and <= LongestKey } ? raw.Key : null;
        var captions = ImmutableArray.CreateBuilder<string>();
        string? label = raw.Label?.Trim() is { Length: > 0 } given ? given : null;
        SampleProblem? problem = raw.Problem ?? CheckKey(raw.Key) ?? Collect(raw.Captions, captions) ?? CheckLabel(label)
            ?? SourceMetadata.Check(raw.Metadata)
            ?? (captions.Count == 0 && label is null ? new SampleProblem(RefusalReason.NoCaption, "There is neither a caption nor a label: write one of them.") : null);
        return problem is not null
            ? Refuse(raw.Where, key, problem)
            : new SourceSample { Where = raw.Where, Key = raw.Key, Captions = captions.DrainToImmutable(), Label = label, Metadata = raw.Metadata.ToImmutable() };
    }

    /// <summary>The text of a numbered label: its name, if names were given.</summary>
    public SampleProblem? NameLabel(string written, out string? label)
    {
        label = written.Trim();
        if (options.LabelNames.IsDefaultOrEmpty || !long.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            return null;
        if (number < 0 || number >= options.LabelNames.Length)
            return new SampleProblem(RefusalReason.Malformed, $"Label {number} has no name: {options.LabelNames.Length} names were given, for 0 to {options.LabelNames.Length - 1}.");
        label = options.LabelNames[(int)number];
        return null;
    }

    /// <summary>Whether a text holds a character that no text of a sample may hold.</summary>
    public static bool HasControl(string text, bool mayBreak)
    {
        foreach (char c in text)
            if (c == LineReader.NotText || char.IsControl(c) && !(mayBreak && c is '\t' or '\n' or '\r'))
                return true;
        return false;
    }

    // Half a surrogate pair, which a cut text may end with, cannot be stored as UTF-8: as a rune it is the replacement character.
    private static string Line(string text) =>
        string.Concat(text.EnumerateRunes().Take(LongestLine).Select(rune => Rune.IsControl(rune) ? "?" : rune.ToString()));

    private static SampleProblem? CheckKey(string? key)
    {
        if (string.IsNullOrEmpty(key))
            return new SampleProblem(RefusalReason.InvalidKey, "The key is empty: give every item one of 1 to 512 characters.");
        if (key.Length > LongestKey)
            return new SampleProblem(RefusalReason.InvalidKey, $"The key has {key.Length} characters: at most {LongestKey} are possible.");
        if (HasControl(key, mayBreak: false))
            return new SampleProblem(RefusalReason.InvalidKey, $"The key {GridName.Shown(key)} has a control character: take it out.");
        if (Array.Exists(key.Split('/'), segment => segment is "." or ".."))
            return new SampleProblem(RefusalReason.InvalidKey, $"The key {GridName.Shown(key)} has '.' or '..' between its slashes: choose another.");
        return null;
    }

    private SampleProblem? Collect(List<string> written, ImmutableArray<string>.Builder captions)
    {
        foreach (string caption in written.Select(text => text.Trim()))
        {
            if (caption.Length == 0 || captions.Contains(caption))
                continue;
            if (caption.Length > options.MaxCaptionLength)
                return new SampleProblem(RefusalReason.TooLarge, $"A caption has {caption.Length} characters: at most {options.MaxCaptionLength} are taken in.");
            if (HasControl(caption, mayBreak: true))
                return new SampleProblem(RefusalReason.Malformed, "A caption has a control character such as NUL: take it out.");
            if (captions.Count == MostCaptions)
                return new SampleProblem(RefusalReason.TooLarge, $"There are more than {MostCaptions} captions.");
            captions.Add(caption);
        }
        return null;
    }

    private static SampleProblem? CheckLabel(string? label) => label switch
    {
        null => null,
        { Length: > LongestLabel } => new SampleProblem(RefusalReason.TooLarge, $"The label has {label.Length} characters: at most {LongestLabel} are possible."),
        _ when HasControl(label, mayBreak: false) => new SampleProblem(RefusalReason.Malformed, "The label has a control character: take it out."),
        _ => null,
    };
}
