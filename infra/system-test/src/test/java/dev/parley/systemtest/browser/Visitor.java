package dev.parley.systemtest.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.parley.systemtest.stack.Checkout;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// One person at a browser of their own, and what they see by the page's `data-testid`s.
final class Visitor implements AutoCloseable {

    private static final double PATIENCE_MILLIS = 30_000;
    private static final Path SCREENSHOTS = Checkout.target().resolve("screenshots");

    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> underWay = new CopyOnWriteArrayList<>();

    /// Comes to the start page.
    Visitor(Browser browser, URI address) {
        context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(1280, 800).setLocale("en-GB"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onPageError(errors::add);
        page.onRequest(request -> underWay.add(request.method() + " " + request.url()));
        page.onRequestFinished(request -> underWay.remove(request.method() + " " + request.url()));
        page.onRequestFailed(request -> underWay.add("failed: " + request.url() + " " + request.failure()));
        page.navigate(address.toString());
    }

    /// The whole way: to the issuer's page, choose a person there, and back.
    void signInAs(String username) {
        see("sign-in").click();
        page.locator("button[data-username=" + username + "]").click();
        awaitOnline();
    }

    /// Says what the page was waiting for when it does not come online.
    private void awaitOnline() {
        try {
            isNow(see("connection"), "data-state", "online");
        } catch (AssertionError late) {
            throw new AssertionError("not online; under way: " + underWay + ", errors: " + errors, late);
        }
    }

    Locator see(String testId) {
        return page.getByTestId(testId);
    }

    Locator message(String text) {
        return see("message").filter(new Locator.FilterOptions().setHasText(text));
    }

    /// Parley's own words.
    Locator system() {
        return page.locator("[data-kind=SYSTEM]");
    }

    void open(String path) {
        page.navigate(URI.create(page.url()).resolve(path).toString());
        awaitOnline();
    }

    String path() {
        return URI.create(page.url()).getPath();
    }

    void writes(String text) {
        see("composer").pressSequentially(text);
    }

    void says(String text) {
        writes(text);
        see("composer").press("Enter");
    }

    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /// What went wrong in the page's own scripts.
    List<String> errors() {
        return errors;
    }

    static void isNow(Locator locator, String attribute, String value) {
        assertThat(locator)
                .hasAttribute(
                        attribute, value, new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
    }

    static void isThere(Locator locator) {
        assertThat(locator).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
    }

    static void isGone(Locator locator) {
        assertThat(locator).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
    }

    @Override
    public void close() {
        context.close();
    }
}
