namespace ClipGrid.Model.Network;

/// <summary>Texts of a batch that run through the tower together, cut to the longest of them.</summary>
/// <param name="Rows">Their rows in the batch.</param>
/// <param name="Length">Tokens that are kept of each: up to the longest end of text.</param>
/// <param name="SharedPrefixLength">First tokens that are the same in all rows, below the shortest row's length; 0 for a single row.</param>
internal sealed record TextGroup(int[] Rows, int Length, int SharedPrefixLength);
