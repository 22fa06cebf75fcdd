/** The whole page: for each till its printers, its scale and its scanner. */
import type {Bench, ExampleCode} from './bench.ts';
import {PaperRoll} from './paper-roll.tsx';
import {ScalePan} from './scale-pan.tsx';
import {ScannerField} from './scanner-field.tsx';
import {deviceWords} from './words.ts';

interface DevicesProps {
	readonly bench: Bench;
	readonly examples: readonly ExampleCode[];
}

export function Devices({bench, examples}: DevicesProps) {
	const words = deviceWords[bench.language.value];
	return (
		<div class="bench" lang={bench.language.value} data-testid="devices" data-connected={bench.connected.value}>
			<header>
				<h1>{words.title}</h1>
				<p>{words.what}</p>
				<button type="button" data-testid="toggle-pictures" onClick={() => bench.togglePictures()}>
					{bench.showsPictures.value ? words.asText : words.asPicture}
				</button>
				<button type="button" data-testid="toggle-language" onClick={() => bench.toggleLanguage()}>
					{words.otherLanguage}
				</button>
			</header>
			{!bench.connected.value && (
				<p class="lost" role="alert">
					{words.lost}
				</p>
			)}
			{bench.refusedField.value !== undefined && (
				<p class="lost" role="alert" data-testid="refused">
					{words.refused(bench.refusedField.value)}
				</p>
			)}
			{bench.snapshot.value.tills.map(devices => (
				<article key={devices.number} aria-label={words.till(devices.number)} data-testid={`till-${devices.number}`}>
					<h2>{words.till(devices.number)}</h2>
					<div class="desk">
						{devices.printers.map(printer => (
							<PaperRoll key={printer.route} bench={bench} till={devices.number} printer={printer} />
						))}
						<div class="tools">
							<ScalePan bench={bench} devices={devices} />
							<ScannerField bench={bench} devices={devices} examples={examples} />
						</div>
					</div>
				</article>
			))}
		</div>
	);
}
