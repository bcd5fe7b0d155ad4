namespace ClipGrid.Dashboard.Access;

/// <summary>Where people sign in and out.</summary>
internal static class SignInPaths
{
    /// <summary>The page.</summary>
    public const string Page = "/sign-in";

    /// <summary>Leaves.</summary>
    public const string Out = "/sign-out";

    /// <summary>Goes to the provider.</summary>
    public const string Provider = "/sign-in/provider";

    /// <summary>Where the provider sends people back.</summary>
    public const string Callback = "/sign-in/callback";

    /// <summary>The query's name of the page that was asked for.</summary>
    public const string Return = "return";
}
