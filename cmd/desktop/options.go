//go:build !js

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"raftarium/cmd/internal/passages"
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/viz/viewer"
	"raftarium/viz/window"
)

// options are what the command line asks for.
type options struct {
	config        lab.Config
	lang          narrate.Lang
	theme         string
	width, height int
	link          string // "" for a new cluster
}

// parse reads the arguments. It returns nil without an error after printing
// help. The language is that of the system if none is named.
func parse(args []string, getenv func(string) string, out io.Writer) (*options, error) {
	o := &options{}
	flags := flag.NewFlagSet("raftarium-desktop", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	seed := flags.Uint64("seed", 1, "`number` that decides everything that is left to chance")
	nodes := flags.Int("nodes", 5, "how many `members` the cluster has, 1 to 101")
	lang := flags.String("lang", "", "`language`: en or zh (default: the system's)")
	flags.StringVar(&o.theme, "theme", viewer.Light, "light or dark")
	size := flags.String("size", "1440x900", "size of the window, `WIDTHxHEIGHT`")
	usage := func() {
		fmt.Fprintln(out, "usage: raftarium-desktop [flags] [LINK | FILE.raftarium]")
		flags.SetOutput(out)
		flags.PrintDefaults()
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		usage()
		return nil, nil
	case err != nil:
		return nil, err
	}
	var ok bool
	if o.lang, ok = language(*lang, getenv); !ok {
		return nil, fmt.Errorf("--lang %q: the languages are en and zh", *lang)
	}
	if o.theme != viewer.Light && o.theme != viewer.Dark {
		return nil, fmt.Errorf("--theme %q: it is light or dark", o.theme)
	}
	var err error
	if o.width, o.height, err = parseSize(*size); err != nil {
		return nil, err
	}
	if flags.NArg() > 1 {
		return nil, fmt.Errorf("one link can be opened, not %d", flags.NArg())
	}
	o.config = lab.Config{Members: *nodes, Seed: *seed}
	o.link = flags.Arg(0)
	if strings.HasSuffix(o.link, viewer.RunFile) {
		text, err := os.ReadFile(o.link)
		if err != nil {
			return nil, fmt.Errorf("open a run: %w", err)
		}
		o.link = string(text)
	}
	if at := strings.IndexByte(o.link, '#'); at >= 0 { // a whole address
		o.link = o.link[at+1:]
	}
	return o, nil
}

// language is the one that was named, or else the system's.
func language(tag string, getenv func(string) string) (narrate.Lang, bool) {
	if tag != "" {
		return narrate.ParseLang(tag)
	}
	for _, variable := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(variable); value != "" {
			if strings.HasPrefix(value, "zh") {
				return narrate.Chinese, true
			}
			break
		}
	}
	return narrate.English, true
}

// sizeMost bounds a window's sides in pixels.
const sizeMost = 16384

func parseSize(text string) (width, height int, err error) {
	w, h, found := strings.Cut(text, "x")
	width, errW := strconv.Atoi(w)
	height, errH := strconv.Atoi(h)
	if !found || errW != nil || errH != nil {
		return 0, 0, fmt.Errorf("--size %q: it is a width and a height, as in 1440x900", text)
	}
	if width < window.WidthLeast || height < window.HeightLeast || width > sizeMost || height > sizeMost {
		return 0, 0, fmt.Errorf("--size %q: from %dx%d to %dx%[4]d", text, window.WidthLeast, window.HeightLeast, sizeMost)
	}
	return width, height, nil
}

// viewer opens what the options name. A link of an older version opens, and
// says so.
func (o *options) viewer() (*viewer.Viewer, error) {
	l, err := lab.New(o.config)
	if err != nil {
		return nil, err
	}
	v := viewer.New(l)
	if err := v.Act("lang " + o.lang.String()); err != nil {
		return nil, err
	}
	if err := v.Act("theme " + o.theme); err != nil {
		return nil, err
	}
	v.SetLibrary(library())
	v.SetSource(passages.Book)
	if o.link != "" {
		if err := v.OpenLink(o.link); err != nil {
			return nil, err
		}
	}
	return v, nil
}
