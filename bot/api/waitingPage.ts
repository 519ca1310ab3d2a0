/** What a browser gets while the pages are still being built; it looks again by itself. */
export const waitingPage = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>Trustlane is getting ready</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 "Segoe UI", system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; text-align: center }
h1 { font-size: 20px; font-weight: 600; margin: 0 0 4px }
p { margin: 0; opacity: .75 }
</style>
</head>
<body>
<main>
<h1>Trustlane is getting ready</h1>
<p role="status">This page is being put together and opens by itself in a moment.</p>
</main>
</body>
</html>
`;
