namespace ClipGrid.Model.Pictures.Resampling;

/// <summary>
/// The size a picture is resized to, and the rectangle of that which is wanted. Only the wanted part is ever computed: a
/// 1 x 500 picture becomes 224 x 112,000, of which 224 x 224 are looked at.
/// </summary>
internal readonly record struct ResizePlan
{
    /// <summary>Width of the whole resized picture.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the whole resized picture.</summary>
    public required int Height { get; init; }

    /// <summary>First wanted column of the resized picture.</summary>
    public int Left { get; private init; }

    /// <summary>First wanted row of the resized picture.</summary>
    public int Top { get; private init; }

    /// <summary>Wanted columns.</summary>
    public int CropWidth => Math.Min(Width, Side);

    /// <summary>Wanted rows.</summary>
    public int CropHeight => Math.Min(Height, Side);

    /// <summary>Where the wanted columns go in the square result.</summary>
    public int PadLeft => (Side - CropWidth) / 2;

    /// <summary>Where the wanted rows go in the square result.</summary>
    public int PadTop => (Side - CropHeight) / 2;

    /// <summary>Side of the square result.</summary>
    public required int Side { get; init; }

    /// <summary>torchvision's <c>Resize</c> and <c>CenterCrop</c>; open_clip's <c>squash</c> and <c>longest</c>.</summary>
    public static ResizePlan For(int width, int height, int side, ResizeMode mode)
    {
        (long shorter, long longer) = (Math.Min(width, height), Math.Max(width, height));
        switch (mode)
        {
            case ResizeMode.Squash:
                return new ResizePlan { Width = side, Height = side, Side = side };
            case ResizeMode.Longest:
                // Python's round: halves go to the even neighbour. Nothing shrinks to nothing.
                int fitted = Math.Max(1, (int)Math.Round(shorter / ((double)longer / side), MidpointRounding.ToEven));
                return new ResizePlan { Width = width < height ? fitted : side, Height = width < height ? side : fitted, Side = side };
            default:
                long exact = side * longer / shorter;
                if (exact > int.MaxValue)
                    throw new PictureException(PictureProblem.SideTooLong, $"A picture of {width} x {height} pixels is too narrow to be resized to a shorter side of {side}.");
                int stretched = (int)exact;
                int offset = (int)Math.Round((stretched - side) / 2.0, MidpointRounding.ToEven);
                return width <= height
                    ? new ResizePlan { Width = side, Height = stretched, Top = offset, Side = side }
                    : new ResizePlan { Width = stretched, Height = side, Left = offset, Side = side };
        }
    }
}
