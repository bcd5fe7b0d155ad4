namespace ClipGrid.Dashboard.Monitoring;

/// <summary>Which question a check belongs to.</summary>
public static class HealthTag
{
    /// <summary>Whether the process has done starting.</summary>
    public const string Startup = "startup";

    /// <summary>Whether it may be sent requests now.</summary>
    public const string Ready = "ready";

    /// <summary>Whether it is worth letting it live.</summary>
    public const string Live = "live";
}
