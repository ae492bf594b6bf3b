package main

// changes are all that makes the copy: the shaders, and what the page has no
// use for.
func changes(programs []byte) []change {
	return append(shaderChanges(programs), unused...)
}

// unused are corners of ebiten that the page cannot or does not reach, and that
// drag large packages in.
var unused = []change{
	// Names the caller in messages for developers, by where go/build finds
	// ebiten's sources: in a browser, nowhere.
	{"internal/debug/caller.go", steps(
		without("ebitengineFileDir", "ebitengineFileDirOnce"),
		withBody("FirstCaller", `return "", 0, CallerTypeNone`))},

	// log/slog is for messages that are off unless somebody turns them on
	// (Debug), and for calls that only Android makes (Error).
	{"internal/slog/slog.go", added([]byte(slog))},
	{"internal/thread/thread.go", withBody("logDiscardedCall", "")},
	{"internal/atlas/gpuresources.go", swapped(`"log/slog"`, `"`+ebitenModule+`/internal/slog"`)},

	// A virtual machine for games, which a build tag turns on, talks in gob.
	{"internal/vmguest/vmguest.go", without("postTickHooksMu", "postTickHooks", "AppendPostTickHook", "RunPostTickHooks",
		"textInputHandlersMu", "textInputStateHandler", "textInputEndHandler",
		"RegisterTextInputHandlers", "RunTextInputStateHandler", "RunTextInputEndHandler")},

	// Pictures of the screen and of the textures, at keys that environment
	// variables name: a page has none.
	{"imagedumper.go", steps(
		without("datetimeForFilename", "takeScreenshot", "dumpInternalImages", "envScreenshotKey", "envInternalImagesKey"),
		withBody("update", "return nil"), withBody("dump", "return nil"))},
	{"internal/graphicscommand/image.go", without("dumpTo", "dumpName")},
	{"internal/graphicscommand/image_js.go", steps(
		without("download"),
		withBody("Dump", `return "", errors.New("graphicscommand: this program cannot write pictures")`),
		withBody("DumpImages", `return "", errors.New("graphicscommand: this program cannot write pictures")`),
		swapped("import (", "import (\n\t\"errors\""))},

	// Nobody asks for gamepads, nor for files dropped on the canvas; the drop
	// itself is still kept from the browser, which would leave the page.
	{"internal/ui/ui_js.go", steps(
		swapped("\tif err := gamepad.Update(0, nil); err != nil {\n\t\treturn err\n\t}\n", ""),
		withBody("appendDroppedFiles", ""))},
}

const slog = `
// Package slog stands in for log/slog where its messages are off.
package slog

func Debug(message string, args ...any) {}

func Error(message string, args ...any) { println(message) }
`
