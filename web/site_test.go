package web

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// TestMain takes down what tests in a browser have put up.
func TestMain(m *testing.M) {
	code := m.Run()
	theSite.close()
	os.Exit(code)
}

// site is the page as a visitor gets it, built and served by our own programs,
// and Chromiums to visit it with.
type site struct {
	once   sync.Once
	err    error
	dir    string
	url    string // with the slash at its end
	server *exec.Cmd
	quit   []func()

	// Drawing in software takes most of the time, and a browser draws one page
	// after the other: tests that run at the same time have one each.
	browsers chan context.Context
	visiting map[string]context.Context // by test
	mu       sync.Mutex
}

var theSite site

// visit returns the site, which the first caller builds.
func visit(tb testing.TB) *site {
	tb.Helper()
	theSite.once.Do(func() { theSite.err = theSite.open() })
	require.NoError(tb, theSite.err)
	return &theSite
}

func (s *site) open() error {
	dir, err := os.MkdirTemp("", "raftarium-web-")
	if err != nil {
		return err
	}
	s.dir = dir
	// Built as "make run" builds it, so that the compiler's cache serves both.
	for _, arguments := range [][]string{
		{"run", "-buildvcs=false", "./cmd/internal/pack", "--quick", "--out", filepath.Join(dir, "page")},
		{"build", "-buildvcs=false", "-o", filepath.Join(dir, "raftarium"), "./cmd/raftarium"},
	} {
		build := exec.Command("go", arguments...)
		build.Dir = ".."
		if f := flag.Lookup("test.bench"); f != nil && f.Value.String() != "" { // the page then tells what its memory does
			build.Env = append(os.Environ(), "GOFLAGS="+os.Getenv("GOFLAGS")+" -tags=measured")
		}
		if output, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("go %q: %w\n%s", arguments, err, output)
		}
	}
	if err := s.serve(); err != nil {
		return err
	}
	count := max(2, runtime.GOMAXPROCS(0))
	s.browsers, s.visiting = make(chan context.Context, count), map[string]context.Context{}
	for range count {
		if err := s.browse(); err != nil {
			return err
		}
	}
	return nil
}

// serve starts the server on a port that is free, and reads from its greeting
// which.
func (s *site) serve() (err error) {
	s.server, s.url, err = s.start()
	return err
}

// start starts a server with flags of its own.
func (s *site) start(flags ...string) (server *exec.Cmd, url string, err error) {
	server = exec.Command(filepath.Join(s.dir, "raftarium"), append([]string{"serve", "--addr", "localhost:0"}, flags...)...)
	output, err := server.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	server.Stderr = os.Stderr
	if err := server.Start(); err != nil {
		return nil, "", err
	}
	lines := bufio.NewReader(output)
	greeting, err := lines.ReadString('\n')
	if err != nil {
		return server, "", fmt.Errorf("reading where the server is: %w", err)
	}
	go io.Copy(io.Discard, lines)
	if url = regexp.MustCompile(`http://\S+`).FindString(greeting); url == "" {
		return server, "", fmt.Errorf("the server does not say where it is: %q", greeting)
	}
	return server, url + "/", nil
}

// browse starts Chromium. It draws with WebGL in software, as machines without
// a screen do.
func (s *site) browse() error {
	options := append([]chromedp.ExecAllocatorOption{},
		chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("lang", "en-US"),
		chromedp.WindowSize(1440, 900),
		chromedp.WSURLReadTimeout(patience),
	)
	allocator, freed := chromedp.NewExecAllocator(context.Background(), options...)
	browser, closed := chromedp.NewContext(allocator)
	s.quit = append(s.quit, freed, closed)
	if err := chromedp.Do(browser); err != nil {
		return err
	}
	s.browsers <- browser
	return nil
}

// browser returns a test's browser, which is nobody else's until it ends.
func (s *site) browser(tb testing.TB) context.Context {
	test, _, _ := strings.Cut(tb.Name(), "/")
	s.mu.Lock()
	browser, visits := s.visiting[test]
	s.mu.Unlock()
	if visits {
		return browser
	}
	browser = <-s.browsers
	s.mu.Lock()
	s.visiting[test] = browser
	s.mu.Unlock()
	tb.Cleanup(func() {
		s.mu.Lock()
		delete(s.visiting, test)
		s.mu.Unlock()
		s.browsers <- browser
	})
	return browser
}

func (s *site) close() {
	for i := len(s.quit) - 1; i >= 0; i-- {
		s.quit[i]()
	}
	if s.server != nil && s.server.Process != nil {
		s.server.Process.Kill()
		s.server.Wait()
	}
	if s.dir != "" {
		os.RemoveAll(s.dir)
	}
}
