namespace ClipGrid.Contracts.Access;

/// <summary>What somebody may do. Each role may do what those before it may.</summary>
public enum GridRole
{
    /// <summary>Looks, searches, classifies.</summary>
    Reader = 1,

    /// <summary>Also brings data and models, embeds, trains, and takes items out.</summary>
    Trainer = 2,

    /// <summary>Also deletes data sets and models, moves protected aliases, sees logs and settings, and gives keys.</summary>
    Admin = 3,
}
