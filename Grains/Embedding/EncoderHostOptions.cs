using ClipGrid.Model.Embedding;

namespace ClipGrid.Grains.Embedding;

/// <summary>How many models a silo keeps loaded, and how it embeds with them.</summary>
public sealed record EncoderHostOptions
{
    /// <summary>Most models that stay loaded while nobody uses them, 1 or more.</summary>
    public int MaxModelCount { get; init; } = 4;

    /// <summary>Most bytes of their files in all, 1 or more; one model may have more.</summary>
    public long MaxByteCount { get; init; } = 8L << 30;

    /// <summary>Most texts and pictures that the silo has taken on and not yet embedded, 256 or more; what comes then is sent away.</summary>
    public int MaxPendingCount { get; init; } = 4096;

    /// <summary>How each encoder gathers its work, and whether it cuts texts that are too long.</summary>
    public EncoderOptions Encoding { get; init; } = new();

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it, its value and the remedy.</exception>
    public void Validate()
    {
        if (MaxModelCount < 1)
            throw new ArgumentException($"{nameof(MaxModelCount)} is {MaxModelCount}: set it to 1 or more.");
        if (MaxByteCount < 1)
            throw new ArgumentException($"{nameof(MaxByteCount)} is {MaxByteCount}: set it to 1 or more.");
        if (MaxPendingCount < EncoderAdmission.LargestRequest)
            throw new ArgumentException($"{nameof(MaxPendingCount)} is {MaxPendingCount}: set it to {EncoderAdmission.LargestRequest} or more, so that the largest request fits.");
        Encoding.Validate();
    }
}
