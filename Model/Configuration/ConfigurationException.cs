namespace ClipGrid.Model.Configuration;

/// <summary>A model configuration that cannot be read or written: the file, the member, its value, and what to do.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Describes a fault.</summary>
    /// <param name="file">The configuration's file.</param>
    /// <param name="member">Path of the member at fault, such as <c>model_cfg.vision_cfg.layers</c>; empty for the file as a whole.</param>
    /// <param name="value">The value as JSON; null where there is none.</param>
    /// <param name="remedy">What is wrong with it and what to do, without a full stop.</param>
    /// <param name="cause">The error underneath, if any.</param>
    public ConfigurationException(string file, string member, string? value, string remedy, Exception? cause = null)
        : base($"{file}{(member.Length > 0 ? $": {Shortened(member)}" : "")}{(value is null ? "" : $" = {Shortened(value)}")}: {remedy}.", cause)
    {
        File = file;
        Member = member;
        Value = value;
        Remedy = remedy;
    }

    /// <summary>The configuration's file.</summary>
    public string File { get; }

    /// <summary>Path of the member at fault; empty for the file as a whole.</summary>
    public string Member { get; }

    /// <summary>The value as JSON; null where there is none.</summary>
    public string? Value { get; }

    /// <summary>What is wrong with it and what to do.</summary>
    public string Remedy { get; }

    // A hostile value may be megabytes long: it must not fill the log.
    private static string Shortened(string text) => text.Length <= 300 ? text : string.Concat(text.AsSpan(0, 300), "…");
}
