namespace ClipGrid.Dashboard.Hosting;

/// <summary>What went wrong, in OpenAI's words.</summary>
/// <param name="Message">A sentence for people.</param>
/// <param name="Type">invalid_request_error, rate_limit_error or server_error.</param>
/// <param name="Param">The member of the request, or null.</param>
/// <param name="Code">Its kind for programs, or null.</param>
internal sealed record OpenAiErrorBody(string Message, string Type, string? Param, string? Code);
