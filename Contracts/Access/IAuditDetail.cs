namespace ClipGrid.Contracts.Access;

/// <summary>A request that says what of a grain's it concerns, for the audit log. Never a secret.</summary>
public interface IAuditDetail
{
    /// <summary>As "champion to 3f9c0a1b".</summary>
    string AuditDetail { get; }
}
