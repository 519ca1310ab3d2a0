import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Picture } from '../../src/content/readPictures';
import { AppError } from '../../src/errors';
import type { ApiDeps } from './deps';
import { openRoute, type Route } from './route';

const params = z.object({ file: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,60}\.(svg|png)$/) });
const query = z.object({ v: z.string().max(40).optional() });

/** Nothing in a drawing may act when somebody opens it by itself; its own styles may apply. */
const DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** As text where packing helps, as bytes where it does not. */
function fileOf(
  picture: Picture | undefined,
  extension: string,
): { file: string | Readable; type: string } | undefined {
  if (extension === 'svg') return picture && { file: picture.svg.toString('utf8'), type: 'image/svg+xml' };
  return picture?.png && { file: Readable.from([picture.png]), type: 'image/png' };
}

/**
 * The line drawings of the questionnaire, for anybody: they say nothing about anyone. The page shows the SVG; Teams
 * fetches the PNG for cards from another origin, so these replies may be used there.
 */
export const pictureRoutes = ({ pictures }: ApiDeps): Route[] => [
  openRoute({
    access: 'public',
    method: 'GET',
    path: '/pictures/{file}',
    summary: 'A line drawing of the questionnaire, as SVG for the page or as PNG for cards.',
    tag: 'partner page',
    params,
    query,
    produces: ['image/svg+xml', 'image/png'],
    handle: ({ params: { file }, query: { v } }) => {
      const [id = '', extension = ''] = file.split('.');
      const picture = pictures.get(id);
      const found = fileOf(picture, extension);
      if (!picture || !found) throw new AppError('notFound', 'There is no such picture.');
      return {
        status: 200,
        file: found.file,
        headers: {
          'content-type': found.type,
          // Under another version's address, somebody has an old page: it gets the drawing, and asks again next time.
          'cache-control': v === picture.version ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
          'content-security-policy': DRAWING_POLICY,
          'cross-origin-resource-policy': 'cross-origin',
        },
      };
    },
  }),
];
