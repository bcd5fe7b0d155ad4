namespace ClipGrid.Grains.Training.Data;

/// <summary>What decides on which side of a plan an item comes.</summary>
/// <param name="Row">Its row in its partition.</param>
/// <param name="Picture">SHA-256 of its picture's file.</param>
/// <param name="ByteCount">Bytes of its picture's file.</param>
/// <param name="CaptionCount">Its captions that say something.</param>
/// <param name="Label">Its class, or null.</param>
internal readonly record struct ChosenItem(int Row, string Picture, long ByteCount, int CaptionCount, string? Label);
