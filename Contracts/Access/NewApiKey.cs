namespace ClipGrid.Contracts.Access;

/// <summary>A key that has just been made. A class and not a record: printing it must not print the secret.</summary>
/// <param name="info">The key.</param>
/// <param name="text">What its owner shows; it cannot be seen again.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.NewApiKey")]
public sealed class NewApiKey(ApiKeyInfo info, string text)
{
    /// <summary>The key.</summary>
    [Id(0)]
    public ApiKeyInfo Info { get; } = info;

    /// <summary>What its owner shows; it cannot be seen again.</summary>
    [Id(1)]
    public string Text { get; } = text;
}
