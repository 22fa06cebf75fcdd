/** A browser for the tests, where there is one. */
import {existsSync} from 'node:fs';
import {type Browser, chromium} from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** Undefined where no Chromium is found; `CHROMIUM_PATH` names one elsewhere. */
export function findChromium(): string | undefined {
	const named = process.env['CHROMIUM_PATH'];
	return [...(named === undefined ? [] : [named]), ...places].find(path => existsSync(path));
}

export function launchChromium(executablePath: string): Promise<Browser> {
	// A container's root may not make the browser's own sandbox, and has little shared memory.
	return chromium.launch({executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage']});
}
