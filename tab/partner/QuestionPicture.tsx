import type { QuestionView } from '../../src/contracts/questionnaire';

type Picture = NonNullable<QuestionView['picture']>;

/** A line drawing under its question. It has its place before it arrives, and opens by itself to be enlarged. */
export function QuestionPicture({ picture }: { picture: Picture }) {
  const address = picture.drawing ?? picture.url;
  return (
    <figure className="picture">
      <a href={address} target="_blank" rel="noreferrer">
        <img
          src={address}
          alt={picture.alt}
          width={picture.width}
          height={picture.height}
          loading="lazy"
          decoding="async"
        />
        <span className="visuallyHidden">Opens the drawing in a new tab</span>
      </a>
      <figcaption>{picture.title}. Tap it to see it larger.</figcaption>
      <details>
        <summary>What the numbers mean</summary>
        <p>{picture.alt}</p>
      </details>
    </figure>
  );
}
