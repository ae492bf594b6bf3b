//go:build !js

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
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
	langNamed     bool // on the command line
	theme         string
	dark          bool // the desktop is
	still         bool // as little as possible is to move
	stillNamed    bool // on the command line
	width, height int
	link          string      // "" for none
	lesson        string      // of the library, or the address of one; "" for none
	file          *lessonFile // nil for none
	cluster       string      // the address of the page of one that runs; "" for none
	aside         bool        // the cluster is gone to later, if there is one at all
	out           string      // the folder that files are saved in
	anew          bool        // begins with a new cluster, wherever the window was closed
	own           settings    // that are remembered
}

// lessonFile is a lesson that was named by its file.
type lessonFile struct{ name, text string }

// arguments are what can be opened.
const arguments = "LINK | FILE.raftarium | lesson=NAME | lesson=URL | FILE.md | http://HOST:PORT"

// parse reads the arguments. It returns nil without an error after printing
// help. The language is that of the system if none is named.
func parse(args []string, getenv func(string) string, out io.Writer) (*options, error) {
	o := &options{}
	flags := flag.NewFlagSet("raftarium-desktop", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	seed := flags.Uint64("seed", 1, "`number` that decides everything that is left to chance")
	nodes := flags.Int("nodes", 5, "how many `members` the cluster has, 1 to 101")
	lang := flags.String("lang", "", "`language`: en or zh (default: the system's)")
	flags.StringVar(&o.theme, "theme", "", "`theme`: light or dark (default: that of the last time, or the desktop's)")
	flags.BoolVar(&o.still, "reduced-motion", false, "let as little as possible move (default: as the desktop's settings say)")
	size := flags.String("size", "", "size of the window, `WIDTHxHEIGHT` (default: that of the last time, or 1440x900)")
	flags.StringVar(&o.out, "out", ".", "`folder` that pictures, films, prints, traces and runs are saved in")
	flags.BoolVar(&o.anew, "new", false, "begin with a new cluster, and not where the window was closed")
	usage := func() {
		fmt.Fprintln(out, "usage: raftarium-desktop [flags] ["+arguments+"]")
		flags.SetOutput(out)
		flags.PrintDefaults()
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		usage()
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("%w; raftarium-desktop --help lists the flags", err)
	}
	if o.lang, o.langNamed = narrate.ParseLang(*lang); !o.langNamed && *lang == "" {
		o.lang = language(getenv)
	} else if !o.langNamed {
		return nil, fmt.Errorf("--lang %q: the languages are en and zh", *lang)
	}
	if o.theme != "" && o.theme != viewer.Light && o.theme != viewer.Dark {
		return nil, fmt.Errorf("--theme %q: it is light or dark", o.theme)
	}
	var err error
	if *size != "" {
		if o.width, o.height, err = parseSize(*size); err != nil {
			return nil, err
		}
	}
	if info, err := os.Stat(o.out); err != nil {
		return nil, fmt.Errorf("--out: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("--out %q: it is no folder", o.out)
	}
	if flags.NArg() > 1 {
		return nil, fmt.Errorf("one link, run, lesson or cluster can be opened, not %d", flags.NArg())
	}
	o.config = lab.Config{Members: *nodes, Seed: *seed}
	flags.Visit(func(f *flag.Flag) {
		o.stillNamed = o.stillNamed || f.Name == "reduced-motion"
		if f.Name == "seed" || f.Name == "nodes" {
			o.anew = true
		}
	})
	return o, o.name(flags.Arg(0))
}

// name takes what is to be opened: a link or its fragment, a file with one, a
// lesson of the library, a lesson's address or its file, or the address of a cluster
// that runs.
func (o *options) name(what string) error {
	if what == "" {
		return nil
	}
	o.anew = true
	lower := strings.ToLower(what)
	if strings.HasSuffix(lower, viewer.RunFile) && !window.IsAddress(what) {
		text, err := os.ReadFile(what)
		if err != nil {
			return fmt.Errorf("open a run: %w", err)
		}
		what = strings.TrimSpace(string(text))
	}
	page, fragment, whole := strings.Cut(what, "#")
	if which, ok := strings.CutPrefix(what, "lesson="); ok {
		return o.nameLesson(which)
	}
	if which, ok := strings.CutPrefix(fragment, "lesson="); ok {
		return o.nameLesson(which)
	}
	switch {
	case fragment != "":
		o.link = fragment
		if window.IsAddress(page) && strings.HasPrefix(fragment, "w=") {
			o.cluster, o.aside = page, true
		}
	case window.IsAddress(what) && isLessonFile(page):
		o.lesson = page
	case window.IsAddress(what):
		o.cluster = page
	case whole, strings.Contains(what, "://"):
		return fmt.Errorf("open %q: it leads to no moment, lesson or cluster", what)
	case isLessonFile(what):
		text, err := os.ReadFile(what)
		if err != nil {
			return fmt.Errorf("open a lesson: %w", err)
		}
		o.file = &lessonFile{filepath.Base(what), string(text)}
	default:
		if _, err := os.Stat(what); err == nil {
			return fmt.Errorf("open %s: it is neither a lesson (.md) nor a run (%s)", what, viewer.RunFile)
		}
		o.link = what
	}
	return nil
}

// nameLesson takes a lesson as a link names it.
func (o *options) nameLesson(which string) (err error) {
	if o.lesson, err = url.PathUnescape(which); err != nil {
		return fmt.Errorf("open the lesson %q: %w", which, err)
	}
	return nil
}

// isLessonFile tells whether a file is a lesson, by its name.
func isLessonFile(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasSuffix(lower, ".md") || strings.HasSuffix(lower, ".markdown") || strings.HasSuffix(lower, ".txt")
}

// prefer takes over what the desktop's settings ask for where nothing else was.
func (o *options) prefer(p prefers) {
	o.dark = p.dark
	if !o.stillNamed {
		o.still = p.still
	}
}

// remember takes over what was remembered where nothing else was asked for.
func (o *options) remember(s settings) {
	o.own = s
	if lang, ok := narrate.ParseLang(s.Lang); ok && !o.langNamed {
		o.lang = lang
	}
	if o.theme == "" && (s.Theme == viewer.Light || s.Theme == viewer.Dark) {
		o.theme = s.Theme
	}
	switch {
	case o.theme != "":
	case o.dark:
		o.theme = viewer.Dark
	default:
		o.theme = viewer.Light
	}
	if o.width == 0 {
		o.width, o.height = 1440, 900
		if s.Width >= window.WidthLeast && s.Height >= window.HeightLeast && s.Width <= sizeMost && s.Height <= sizeMost {
			o.width, o.height = s.Width, s.Height
		}
	}
}

// language is the system's.
func language(getenv func(string) string) narrate.Lang {
	for _, variable := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(variable); value != "" {
			if strings.HasPrefix(value, "zh") {
				return narrate.Chinese
			}
			break
		}
	}
	return narrate.English
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

// viewer opens what the options name, or where the window was closed, and reports
// whether it is that. A link of an older version opens, and says so.
func (o *options) viewer(k *keeper) (v *viewer.Viewer, returned bool, err error) {
	l, err := lab.New(o.config)
	if err != nil {
		return nil, false, err
	}
	v = viewer.New(l)
	v.SetLibrary(library())
	v.SetSource(passages.Book)
	v.ReduceMotion(o.still)
	if !o.anew {
		returned = k.returnTo(v)
	}
	if err := v.Act("lang " + o.lang.String()); err != nil {
		return nil, false, err
	}
	if err := v.Act("theme " + o.theme); err != nil {
		return nil, false, err
	}
	switch {
	case o.link != "":
		err = v.OpenLink(o.link)
	case window.IsAddress(o.lesson):
		var text string
		if text, err = fetchLesson(o.lesson, o.lang); err == nil {
			err = v.OpenLesson(o.lesson, text, o.own.Lessons[o.lesson].Begin())
		}
	case o.lesson != "":
		err = v.Act(fmt.Sprint("lesson open ", o.lesson, " ", o.own.Lessons[o.lesson].Begin()+1))
	case o.file != nil:
		err = v.OpenLesson(o.file.name, o.file.text, 0)
	}
	return v, returned, err
}
