using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Tests.Llm;

public sealed class SecretsTests
{
    // Put together here, so that no scanner of this repository finds a key that is none.
    public static readonly TheoryData<string, string> WithSecret = new()
    {
        { "aws_key = \"{0}\"", "AKIA" + "IOSFODNN7EXAMPLE" },
        { "client = OpenAI(api_key=\"{0}\")", "sk-" + "proj-abcdefghijklmnop1234" },
        { "Authorization: Bearer {0}", "abcdefghijklmnopqrstuvwxyz" },
        { "token: {0}", "ghp" + "_abcdefghijklmnopqrstuvwxyz0123456789" },
        { "Server=db;User Id=sa;Password={0};Encrypt=true", "Tr0ub4dor&3" },
        { "DefaultEndpointsProtocol=https;AccountName=x;AccountKey={0};EndpointSuffix=core", "abcdEFGH1234567890abcdEFGH1234567890==" },
        { "postgresql://scott:{0}@db.example/warehouse", "t1ger99" },
        { "var password = \"{0}\";", "hunter2hunter2" },
        { "  \"clientSecret\": \"{0}\",", "8Q~abcdefgh" },
        { "DB_PASSWORD = '{0}'", "correct-horse" },
        { "jwt = \"{0}\"", "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl" },
        { "HF = \"{0}\"", "hf" + "_abcdefghijklmnopqrstuvwxyz" },
    };

    [Theory, MemberData(nameof(WithSecret))]
    public void A_secret_is_removed_and_what_stands_around_it_stays(string line, string secret)
    {
        var safe = Secrets.Redact(line.Replace("{0}", secret, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, safe, StringComparison.Ordinal);
        Assert.Contains(Secrets.Mark, safe, StringComparison.Ordinal);
        Assert.StartsWith(line[..line.IndexOf('{', StringComparison.Ordinal)].TrimEnd(' ', '"', '\'')[..3], safe, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password = os.environ[\"DB_PASSWORD\"]")]
    [InlineData("api_key: ${{ secrets.OPENAI_API_KEY }}")]
    [InlineData("var token = configuration[\"Token\"];")]
    [InlineData("string password = GetPassword(user, vault);")]
    [InlineData("tokenizer = AutoTokenizer.from_pretrained(name)")]
    [InlineData("public string Password { get; set; }")]
    [InlineData("max_tokens = 1000; task-sk-learn; risk-assessment-model-v2")]
    public void Code_without_a_secret_stays_as_it_is(string line) => Assert.Equal(line, Secrets.Redact(line));

    [Fact]
    public void Every_line_of_a_private_key_is_removed()
    {
        string[] lines = ["key = '''", "-----BEGIN RSA " + "PRIVATE KEY-----", "MIIEowIBAAKCAQEA", "abc", "-----END RSA PRIVATE KEY-----", "'''"];
        Assert.Equal(["key = '''", Secrets.Mark, Secrets.Mark, Secrets.Mark, Secrets.Mark, "'''"], Secrets.RedactLines(lines));
    }
}
