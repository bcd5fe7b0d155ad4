namespace ClipGrid.TestKit.Faults;

/// <summary>What a <see cref="FaultProxy"/> does to a request.</summary>
public enum FaultKind
{
    /// <summary>Passes it on.</summary>
    None,

    /// <summary>Answers with a status without passing it on.</summary>
    Status,

    /// <summary>Takes it and never answers; what it waits for is the other side's giving up.</summary>
    Hang,

    /// <summary>Passes on its head and a share of its body, then tears both connections off.</summary>
    CutRequest,

    /// <summary>Passes on a share of the answer's body, then tears the connection off.</summary>
    CutResponse,

    /// <summary>Passes it on, waits for the whole answer and tears the connection off instead of giving it back.</summary>
    DropResponse,

    /// <summary>Gives the answer back at so many bytes a second.</summary>
    SlowResponse,

    /// <summary>Passes the request's body on at so many bytes a second.</summary>
    SlowRequest,
}
