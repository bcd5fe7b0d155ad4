namespace ClipGrid.Grains.Tests.Storage;

public interface INotebookGrain : IGrainWithStringKey
{
    Task WriteAsync(string title);

    Task<string> ReadAsync();

    Task DeactivateAsync();
}
