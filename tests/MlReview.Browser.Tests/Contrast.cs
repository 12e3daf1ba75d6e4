namespace MlReview.Browser.Tests;

/// <summary>Measures the contrast of text with what it stands on, by the formula of WCAG 2.</summary>
internal static class Contrast
{
    /// <summary>Lists the HTML texts of a page whose contrast is below 4.5 : 1.</summary>
    public const string Script = """
        () => {
          const numbers = colour => colour.match(/[\d.]+/g).map(Number);
          const channel = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
          const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
          const paper = element => {
            for (let outer = element; outer; outer = outer.parentElement) {
              const colour = numbers(getComputedStyle(outer).backgroundColor);
              if (colour.length === 3 || colour[3] > 0)
                return colour;
            }
            return [255, 255, 255];
          };
          const poor = [];
          for (const element of document.querySelectorAll("body *:not(svg *):not(svg)")) {
            if (![...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) || element.offsetParent === null)
              continue;
            const [a, b] = [light(numbers(getComputedStyle(element).color)), light(paper(element))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5)
              poor.push(`${ratio.toFixed(2)} ${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`);
          }
          return poor;
        }
        """;
}
