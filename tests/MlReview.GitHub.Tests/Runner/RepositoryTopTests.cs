using MlReview.Cli.GitHub.Runner;

namespace MlReview.GitHub.Tests.Runner;

public sealed class RepositoryTopTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mlreview-top-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void In_a_workflow_it_is_the_workspace()
    {
        Make("work/src/App");
        Assert.Equal(In("work"), RepositoryTop.Of(In("work/src/App"), In("work")));
        Make("work/.git");
        Assert.Equal(In("work"), RepositoryTop.Of(In("work/src/App"), In("work") + "/"));
    }

    [Fact]
    public void A_checkout_in_a_folder_of_the_workspace_is_one_of_its_own()
    {
        Make("work/models/.git");
        Make("work/models/src");
        Assert.Equal(In("work/models"), RepositoryTop.Of(In("work/models/src"), In("work")));
    }

    [Fact]
    public void A_submodule_belongs_to_the_repository_around_it()
    {
        Make("work/.git");
        Make("work/lib/src");
        File.WriteAllText(In("work/lib/.git"), "gitdir: ../.git/modules/lib");
        Assert.Equal(In("work"), RepositoryTop.Of(In("work/lib/src"), In("work")));
    }

    [Fact]
    public void Elsewhere_it_is_the_checkout_around_the_directory()
    {
        Make("home/.git");
        Make("home/models/.git");
        Make("home/models/src");
        Assert.Equal(In("home/models"), RepositoryTop.Of(In("home/models/src"), null));
        Assert.Equal(In("home/models"), RepositoryTop.Of(In("home/models/src"), In("other")));
    }

    private string In(string path) => Path.Combine(_root, path.Replace('/', Path.DirectorySeparatorChar));

    private void Make(string path) => Directory.CreateDirectory(In(path));
}
