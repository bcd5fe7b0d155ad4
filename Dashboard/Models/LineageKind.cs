namespace ClipGrid.Dashboard.Models;

/// <summary>What a box in the drawing of a version's lineage stands for; a later one comes from an earlier one.</summary>
internal enum LineageKind
{
    /// <summary>What it was made of: a data set version, a folder, another version.</summary>
    Source,

    /// <summary>The session that trained it.</summary>
    Session,

    /// <summary>The checkpoint that it was published from.</summary>
    Checkpoint,

    /// <summary>The version itself.</summary>
    Version,

    /// <summary>What was embedded with it.</summary>
    Embeddings,
}
