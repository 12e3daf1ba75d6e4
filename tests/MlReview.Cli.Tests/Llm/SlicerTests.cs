using System.Collections.Immutable;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Tests.Llm;

public sealed class SlicerTests
{
    private static FileChange Written(params int[] lines) => new(lines.Contains, ImmutableDictionary<int, ImmutableArray<string>>.Empty);

    private static Slice Only(ShownFile file) => Assert.Single(Slicer.Of(file, SliceFacts.None));

    [Fact]
    public void A_change_in_a_python_function_shows_the_function()
    {
        var file = ModelRun.File("train.py", """
            import os

            @step
            def load(path,
            default=None):
                text = '''
            not a dedent
            '''
                return text

            def train(rows):
                return rows
            """, Written(9));
        var slice = Only(file);
        Assert.Equal("def load", slice.Name);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], slice.Shown.Select(index => file.Lines[index].Number));
        Assert.Contains("\n8|'''\n+9|    return text\n", slice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_in_a_csharp_member_shows_the_member_of_a_long_class()
    {
        var members = string.Join("\n", Enumerable.Range(1, 30).Select(i => $"    void Member{i}()\n    {{\n        Call({i});\n    }}\n"));
        var slice = Only(ModelRun.File("Trainer.cs", "class Trainer\n{\n" + members + "}\n", Written(10)));
        Assert.Equal("Trainer.Member2", slice.Name);
        Assert.Equal(4, slice.Shown.Length);
    }

    [Fact]
    public void Of_a_long_member_the_head_and_the_surroundings_are_shown()
    {
        var file = ModelRun.File("train.py", "def long(a):\n" + string.Join('\n', Enumerable.Range(2, 199).Select(i => $"    a = a + {i}")), Written(120));
        var slice = Only(file);
        Assert.Equal([1, 2, .. Enumerable.Range(112, 17)], slice.Shown.Select(index => file.Lines[index].Number));
        Assert.Contains("|    a = a + 2\n…\n112|", slice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_removed_stands_where_it_was()
    {
        var removed = ImmutableDictionary<int, ImmutableArray<string>>.Empty.Add(2, ["    check(rows)"]);
        var slice = Only(ModelRun.File("train.py", "def train(rows):\n    return fit(rows)\n", new FileChange(_ => false, removed)));
        Assert.Contains("1|def train(rows):\n-|    check(rows)\n2|    return fit(rows)\n", slice.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy.yml", "on: push\njobs:\n  train:\n    steps:\n      - run: train\n  deploy:\n    steps:\n      - run: deploy\n", 5, "on: push")]
    [InlineData("Dockerfile", "FROM a AS build\nRUN x\nFROM b\nCOPY y\n", 4, "FROM b")]
    [InlineData("q.sql", "SELECT a\nFROM t;\n\nSELECT b\nFROM u;\n", 5, "SELECT b")]
    [InlineData("pyproject.toml", "[project]\nname = 1\n[tool.x]\na = 2\n", 4, "[tool.x]")]
    public void Other_languages_are_cut_at_their_own_sections(string name, string text, int line, string block)
    {
        var slice = Only(ModelRun.File(name, text, Written(line)));
        Assert.Contains($"+{line}|", slice.Text, StringComparison.Ordinal);
        Assert.True(slice.Name == block || name == "deploy.yml", slice.Name);
    }

    [Fact]
    public void Cells_of_a_notebook_are_shown_without_outputs_and_at_the_notebooks_own_lines()
    {
        var notebook = """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "source": ["# Title\n"]
              },
              {
               "cell_type": "code",
               "execution_count": 3,
               "outputs": [{"data": {"text/plain": ["secret output"]}, "source": ["x"]}],
               "source": [
                "rows = load()\n",
                "print(\"a\")"
               ]
              }
             ],
             "metadata": {"cells": [{"cell_type": "code", "source": ["no"]}]}
            }
            """;
        var file = ModelRun.File("explore.ipynb", notebook);
        Assert.Equal([(12, "rows = load()"), (13, "print(\"a\")")], file.Lines.Select(line => (line.Number, line.Text)));
        Assert.Equal("cell 2", Only(file).Name);
    }

    [Fact]
    public void Secrets_and_characters_that_act_are_not_shown()
    {
        var file = ModelRun.File("a.py", "key = \"" + "AKIA" + "IOSFODNN7EXAMPLE\"\nx = '\u202e\uE0FE'\n");
        Assert.Equal(["key = \"[secret removed]\"", "x = '\\u202E\\uE0FE'"], file.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Facts_stand_with_the_slice_that_shows_their_line()
    {
        var file = ModelRun.File("a.py", "def f():\n    return 1\n\ndef g():\n    return 2\n" + string.Concat(Enumerable.Repeat("\nx = 1", 50)), Written(2, 5));
        var facts = new SliceFacts([new LineFact("/review/a.py", 5, 5, "known")]);
        var slices = Slicer.Of(file, facts).ToList();
        Assert.Equal(["", "line 5: known"], slices.Select(slice => string.Join(' ', slice.Facts)));
    }
}
