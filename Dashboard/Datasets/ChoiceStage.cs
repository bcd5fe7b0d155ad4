namespace ClipGrid.Dashboard.Datasets;

/// <summary>How far somebody is with files of this computer.</summary>
internal enum ChoiceStage
{
    /// <summary>Nothing is chosen.</summary>
    Empty = 0,

    /// <summary>They are listed and judged.</summary>
    Looking = 1,

    /// <summary>They can be sent.</summary>
    Chosen = 2,

    /// <summary>They are on their way.</summary>
    Sending = 3,
}
