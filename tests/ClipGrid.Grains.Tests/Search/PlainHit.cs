namespace ClipGrid.Grains.Tests.Search;

internal sealed record PlainHit(string Key, float Score, int? CaptionIndex);
