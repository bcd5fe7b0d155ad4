namespace ClipGrid.Contracts.Access;

/// <summary>A call that is written down before it is carried out, with who asked for it.</summary>
/// <param name="action">What was asked for, as "delete the data set"; its subject is the grain's key.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuditedAttribute(string action) : Attribute
{
    /// <summary>What was asked for.</summary>
    public string Action => action;

    /// <summary>The parameter that says what of the subject is meant, or null; a request may say that itself.</summary>
    public string? Detail { get; init; }
}
