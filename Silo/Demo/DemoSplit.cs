namespace ClipGrid.Silo.Demo;

/// <summary>Whether a picture is for training or was kept back to see what was learnt.</summary>
internal enum DemoSplit
{
    /// <summary>For training.</summary>
    Train,

    /// <summary>Pairs of colour and shape that training never shows, though it shows every colour and every shape.</summary>
    HeldOut,
}
