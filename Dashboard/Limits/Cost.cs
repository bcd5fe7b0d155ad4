namespace ClipGrid.Dashboard.Limits;

/// <summary>What a request costs the grid: of each kind a caller may send only so many.</summary>
internal enum Cost
{
    /// <summary>Processors for a moment: embeddings, searches, classifications, rankings.</summary>
    Question,

    /// <summary>Work that goes on after the answer, or reads much before it: ingests, imports, embedded data sets, sessions, suggestions.</summary>
    Start,

    /// <summary>Many bytes: uploads, exported models.</summary>
    Transfer,
}
