using Microsoft.JSInterop;

namespace ClipGrid.Dashboard.Display;

/// <summary>
/// One of the dashboard's own script modules, loaded when it is first needed. Where the browser has gone, nothing happens and nothing
/// fails: the script went with it.
/// </summary>
/// <param name="runtime">The browser.</param>
/// <param name="file">The module's file in <c>wwwroot/js</c>.</param>
internal sealed class PageScript(IJSRuntime runtime, string file) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _handle;
    private bool _isDisposed;

    /// <summary>Calls the module's function <c>attach</c>, and keeps what it returns: an object with functions, <c>dispose</c> among them.</summary>
    public Task AttachAsync(params object?[] arguments) => QuietlyAsync(async () =>
    {
        IJSObjectReference handle = await (await ModuleAsync()).InvokeAsync<IJSObjectReference>("attach", arguments);
        if (_isDisposed)
            await EndAsync(handle);
        else
            _handle = handle;
    });

    /// <summary>Calls a function of the module.</summary>
    public Task CallAsync(string function, params object?[] arguments) => QuietlyAsync(async () => await (await ModuleAsync()).InvokeVoidAsync(function, arguments));

    /// <summary>Calls a function of what is attached, if something is.</summary>
    public Task TellAsync(string function, params object?[] arguments) => QuietlyAsync(async () =>
    {
        if (_handle is not null)
            await _handle.InvokeVoidAsync(function, arguments);
    });

    /// <summary>Asks a function of what is attached; the default where nothing is.</summary>
    public async Task<T?> AskAsync<T>(string function, params object?[] arguments)
    {
        T? answer = default;
        await QuietlyAsync(async () =>
        {
            if (_handle is not null)
                answer = await _handle.InvokeAsync<T>(function, arguments);
        });
        return answer;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await QuietlyAsync(async () =>
        {
            if (_handle is not null)
                await EndAsync(_handle);
            if (_module is not null)
                await _module.DisposeAsync();
        });
    }

    private static async Task EndAsync(IJSObjectReference handle)
    {
        await handle.InvokeVoidAsync("dispose");
        await handle.DisposeAsync();
    }

    private async Task<IJSObjectReference> ModuleAsync() => _module ??= await runtime.InvokeAsync<IJSObjectReference>("import", $"./js/{file}");

    private static async Task QuietlyAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone.
        }
    }
}
