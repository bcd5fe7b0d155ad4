namespace ClipGrid.Contracts.Errors;

/// <summary>What kind of thing went wrong; doors turn it into an exit code or an HTTP status.</summary>
public enum GridProblem
{
    /// <summary>The request cannot be understood or is out of range (400).</summary>
    Invalid = 0,

    /// <summary>There is nothing of that name (404).</summary>
    NotFound = 1,

    /// <summary>There is something of that name already, or somebody else changed it first (409).</summary>
    Conflict = 2,

    /// <summary>It cannot be done in the state that the thing is in (409).</summary>
    WrongState = 3,

    /// <summary>A set was embedded with another model than the one that asks (409).</summary>
    WrongModel = 4,

    /// <summary>It is larger than a limit (413).</summary>
    TooLarge = 5,

    /// <summary>The storage has no room left (507).</summary>
    StorageFull = 6,

    /// <summary>Something that is needed does not answer now; the same request may succeed later (503).</summary>
    Unavailable = 7,

    /// <summary>What is stored is not what was written (500).</summary>
    Corrupt = 8,

    /// <summary>The stored data was written by a newer release (409).</summary>
    NewerFormat = 9,

    /// <summary>A fault of ClipGrid itself (500).</summary>
    Internal = 10,

    /// <summary>The grid asks who calls, and was not told, or not by a key that it knows (401).</summary>
    Unauthenticated = 11,

    /// <summary>The caller's role is not enough (403).</summary>
    Denied = 12,
}
