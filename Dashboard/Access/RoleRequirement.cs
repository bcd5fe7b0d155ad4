using ClipGrid.Contracts.Access;
using Microsoft.AspNetCore.Authorization;

namespace ClipGrid.Dashboard.Access;

/// <summary>Asks for a role.</summary>
internal sealed class RoleRequirement(GridRole least) : AuthorizationHandler<RoleRequirement>, IAuthorizationRequirement
{
    /// <inheritdoc/>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (GridClaims.RoleOf(context.User) >= least)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
