using System.Net;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Hosting;

public sealed class AdminPolicyTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.0.2.7", false)]
    [InlineData(null, false)]
    public void IsLocal_Address_IsThatOfThisMachine(string? address, bool isLocal) => Assert.Equal(isLocal, AdminPolicy.IsLocal(From(address)));

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    public void IsLocal_PassedOnByAProxy_IsNot(string header)
    {
        HttpContext context = From("127.0.0.1");
        context.Request.Headers[header] = "192.0.2.7";

        Assert.False(AdminPolicy.IsLocal(context));
    }

    private static DefaultHttpContext From(string? address)
    {
        DefaultHttpContext context = new();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        return context;
    }
}
