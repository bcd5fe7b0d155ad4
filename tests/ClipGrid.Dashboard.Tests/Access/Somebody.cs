using Bunit;
using ClipGrid.Contracts.Access;

namespace ClipGrid.Dashboard.Tests.Access;

/// <summary>Who looks at a page without a browser.</summary>
internal static class Somebody
{
    /// <summary>From now on it is somebody with a role.</summary>
    public static void ShowTo(this BunitContext page, GridRole role) =>
        page.AddAuthorization().SetAuthorized("anna").SetPolicies([.. Enum.GetValues<GridRole>().Where(least => least <= role).Select(least => least.ToString())]);
}
