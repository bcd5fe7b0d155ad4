namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>Whether a scene is for training or was kept back to see what was learnt.</summary>
internal enum SceneSplit
{
    /// <summary>For training.</summary>
    Train,

    /// <summary>Shows a colour and a shape that training never pairs, though it shows every colour and every shape.</summary>
    HeldOut,
}
