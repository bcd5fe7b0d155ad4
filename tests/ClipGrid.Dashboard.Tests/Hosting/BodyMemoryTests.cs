using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Hosting;

[Trait("Check", "F26")]
public sealed class BodyMemoryTests
{
    private readonly BodyMemory _memory = new(budget: 100);

    [Fact]
    public async Task Invoke_BodiesWithinTheBudget_GoOn()
    {
        bool both = false;
        await _memory.InvokeAsync(Request(60), _ => _memory.InvokeAsync(Request(40), _ =>
        {
            both = true;
            return Task.CompletedTask;
        }));

        Assert.True(both);
    }

    [Fact]
    public async Task Invoke_MoreThanTheBudget_IsSentAwayUntilThereIsRoomAgain()
    {
        await _memory.InvokeAsync(Request(60), async _ =>
        {
            GridException refused = await Assert.ThrowsAsync<GridException>(() => _memory.InvokeAsync(Request(41), _ => Task.CompletedTask));
            Assert.Equal(GridProblem.Unavailable, refused.Problem);
        });

        await _memory.InvokeAsync(Request(100), _ => Task.CompletedTask);
    }

    [Fact]
    public async Task Invoke_RequestThatFailed_GivesItsRoomBack()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _memory.InvokeAsync(Request(100), _ => throw new InvalidOperationException()));

        await _memory.InvokeAsync(Request(100), _ => Task.CompletedTask);
    }

    [Fact]
    public async Task Invoke_BodyOfUnknownLength_CountsForAsMuchAsItMayBe()
    {
        HttpContext chunked = Request(null, limit: 101);
        chunked.Request.Headers.TransferEncoding = "chunked";

        GridException refused = await Assert.ThrowsAsync<GridException>(() => _memory.InvokeAsync(chunked, _ => Task.CompletedTask));

        Assert.Equal(GridProblem.TooLarge, refused.Problem);
    }

    [Fact]
    public async Task Invoke_WhatIsNotOfTheApi_IsLetThrough()
    {
        HttpContext page = Request(1000);
        page.SetEndpoint(null);

        await _memory.InvokeAsync(page, _ => Task.CompletedTask);
    }

    private static DefaultHttpContext Request(long? length, long limit = 1000)
    {
        DefaultHttpContext context = new();
        context.Request.Method = HttpMethods.Post;
        context.Request.ContentLength = length;
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new BodyLimit(limit)), null));
        return context;
    }
}
