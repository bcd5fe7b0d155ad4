namespace ClipGrid.Silo.Demo;

/// <summary>The demo cannot go on; the message says why and what to do, in words for the person who started it.</summary>
internal sealed class DemoException(string message, Exception? cause = null) : Exception(message, cause);
